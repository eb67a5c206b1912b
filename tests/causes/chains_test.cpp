#include "causes/chains.h"

#include <catch2/catch.hpp>

#include "causes/chained_month.h"
#include "causes/flow_balance.h"
#include "sanitized.h"

using namespace rastro;
using rastro::test::ChainedMonth;
using rastro::test::ChainRisks;

namespace {

constexpr std::size_t wrong_address = 0, failed_attempt = 1, late_delivery = 2;
constexpr std::uint64_t last_seed = repetitions(20);

/// Addresses go wrong where the first factor is 3, and wrong addresses fail attempts.
ChainRisks address_trouble() {
  ChainRisks risks;
  risks.wrong_address = [](const auto& codes) { return codes[0] == 3 ? 0.3 : 0.01; };
  return risks;
}

void check_balance(const ChainedMonth& month) {
  CHECK(test::worst_imbalance(month.analysis, month.units, month.model) < 1e-6);
}

}  // namespace

TEST_CASE("chains: what causes the earlier failure is no cause of the later ones") {
  const ChainedMonth month(address_trouble());
  const auto& kinds = month.analysis.kinds;
  REQUIRE(kinds.size() == 3);
  REQUIRE(kinds[wrong_address].causes.size() == 1);
  CHECK(kinds[wrong_address].causes[0].condition == Condition{{{0, 3}}});
  CHECK(kinds[wrong_address].chains.empty());
  for (const std::size_t kind : {failed_attempt, late_delivery}) {
    INFO(month.model.failures[kind].id);
    CHECK(kinds[kind].causes.empty());
    REQUIRE(kinds[kind].chains.size() == 1);
    CHECK(kinds[kind].chains[0].upstream == kind - 1);
    // It stands out alone, and is cleared by the earlier failure.
    const auto& cleared = kinds[kind].cleared;
    const auto suspect = std::find_if(cleared.begin(), cleared.end(), [](const auto& each) {
      return each.condition == Condition{{{0, 3}}};
    });
    REQUIRE(suspect != cleared.end());
    CHECK(suspect->risk_ratio > 2);
    CHECK(suspect->adjusted_risk_ratio == Approx(1).margin(0.2));
    CHECK_FALSE(suspect->explained_by);
    CHECK(suspect->explained_by_chain == std::optional<std::size_t>(0));
  }
  check_balance(month);
}

TEST_CASE("chains: a chain carries the failures that the earlier one added") {
  const ChainedMonth month(address_trouble());
  const KindFindings& attempts = month.analysis.kinds[failed_attempt];
  REQUIRE(attempts.chains.size() == 1);
  const Chain& chain = attempts.chains[0];
  const auto& addresses = month.analysis.kinds[wrong_address].total;
  CHECK(chain.counts.exposed == addresses.failed);
  // Of every hundred with a wrong address 80 failed, of others 3: 1 − 0.2 / 0.97 by the address,
  // which shares the rest with the everyday rate.
  CHECK(chain.baseline_rate == Approx(0.03).epsilon(0.2));
  CHECK(chain.attributed == Approx(static_cast<double>(chain.counts.failed) * 0.98).epsilon(0.02));
  CHECK(chain.risk_ratio > 20);
  CHECK(chain.p_adjusted < 1e-6);
}

TEST_CASE("chains: what acts beside the earlier failure is still found") {
  ChainRisks risks = address_trouble();
  risks.late_delivery = [](const auto& codes, bool met) {
    return 1 - (met ? 0.4 : 0.98) * (codes[1] == 7 ? 0.8 : 1);
  };
  const ChainedMonth month(risks);
  const KindFindings& late = month.analysis.kinds[late_delivery];
  REQUIRE(late.causes.size() == 1);
  CHECK(late.causes[0].condition == Condition{{{1, 7}}});
  REQUIRE(late.chains.size() == 1);
  CHECK(late.chains[0].upstream == failed_attempt);
  check_balance(month);
}

TEST_CASE("chains: kinds that fail apart from each other are not chained") {
  int chained = 0;
  for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
    ChainRisks risks;
    risks.seed = seed;
    risks.wrong_address = [](const auto&) { return 0.05; };
    risks.failed_attempt = [](const auto&, bool) { return 0.05; };
    risks.late_delivery = [](const auto&, bool) { return 0.05; };
    const ChainedMonth month(risks, 4000);
    for (const KindFindings& findings : month.analysis.kinds) {
      chained += findings.chains.empty() ? 0 : 1;
    }
    check_balance(month);
  }
  // At most 5 in 100 on the average; 4 or more of 20 would come up once in 60 such runs.
  CHECK(chained <= 3);
}

TEST_CASE("chains: the blame for every failed unit adds up, and so does what reaches the causes") {
  const ChainedMonth month(address_trouble());
  const auto reached = reached_causes(month.analysis, month.units, month.model);
  for (const KindFindings& findings : month.analysis.kinds) {
    double by_cause = 0, rest = 0;
    for (const FailedUnit& failed : findings.failed) {
      double sum = 0;
      for (const Blame& blame :
           blame_of(month.analysis, month.units, month.model, findings, failed)) {
        sum += blame.share;
        if (!blame.contributor) rest += blame.share;
        for (const EarlierUnit& earlier : blame.via) CHECK(earlier.unit == failed.unit);
      }
      CHECK(sum == Approx(1));
    }
    for (const Reached& each : reached) {
      if (each.kind == findings.kind) by_cause += each.attributed;
    }
    CHECK(by_cause > 0);
    CHECK(by_cause + rest == Approx(static_cast<double>(findings.total.failed)));
  }
  // One cause, of the addresses, with what it leads to.
  REQUIRE(reached.size() == 3);
  CHECK(reached[0].attributed == Approx(month.analysis.kinds[0].causes[0].attributed));
  CHECK(reached[1].attributed < month.analysis.kinds[failed_attempt].chains[0].attributed);
  CHECK(reached[2].attributed < month.analysis.kinds[late_delivery].chains[0].attributed);
}

TEST_CASE("chains: trails run through the failure kinds") {
  const ChainedMonth month(address_trouble());
  const CauseGraph graph = build_graph(month.analysis, month.units, month.model);
  CHECK(graph.trail("failure:late_delivery") ==
        std::vector<std::string>{"failure:late_delivery", "failure:failed_attempt",
                                 "failure:wrong_address", "condition:wrong_address/f0=v3",
                                 "step:picking"});
  CHECK(way_down(month.analysis, wrong_address) ==
        std::vector<std::size_t>{late_delivery, failed_attempt, wrong_address});
  CHECK(way_down(month.analysis, late_delivery) == std::vector<std::size_t>{late_delivery});
}

TEST_CASE("chains: an earlier failure is never combined with a factor") {
  const ProcessModel model = test::chained_model();
  CHECK(may_pair(model, 0, 1));
  CHECK_FALSE(may_pair(model, 0, 2));
  CHECK_FALSE(may_pair(model, 2, 1));
}
