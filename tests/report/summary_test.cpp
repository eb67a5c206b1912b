#include "report/summary.h"

#include <catch2/catch.hpp>

#include "report/sample_review.h"

namespace rastro {

TEST_CASE("the terminal tells what is high, the dearest causes, the calls and where the page is") {
  const ProcessModel model = sample_model();
  const Review review = sample_review();
  const std::string text = review_summary(review, Wording(model, Language::es, review), "rev");
  for (const char* part :
       {"Pedidos realizados 03/09/2026 – 30/09/2026",
        "Más de lo habitual en la última semana completa: Artículo equivocado, Entrega tardía.",
        "C2  Artículo equivocado: Artículo = ARCH-A4-050 (Archivador A4 50 mm)", "al mes",
        "      desde el 10/09/2026 (del 08/09 al 12/09), 2 días después de este cambio",
        "2 más en la página", "Elevados por regla: El mismo error otra vez (1).",
        "Llamadas pendientes: 3", "La revisión: rev/review.html\n"}) {
    INFO(part << "\n" << text);
    CHECK(text.find(part) != std::string::npos);
  }
  CHECK(text.find("C4  ") == std::string::npos);
  CHECK(text.find("wrong_item") == std::string::npos);
}

TEST_CASE("the terminal says that no cause stands out in a quiet month") {
  const ProcessModel model = sample_model();
  const Review review = quiet_review();
  const std::string text = review_summary(review, Wording(model, Language::en, review), "rev");
  INFO(text);
  CHECK(text.find("No cause stands out: all is within the usual.") != std::string::npos);
  CHECK(text.find("Nobody is owed a call.") != std::string::npos);
  CHECK(text.find("Escalated") == std::string::npos);
}

}  // namespace rastro
