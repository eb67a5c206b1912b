#pragma once

#include <string>
#include <string_view>

#include "process/model.h"
#include "report/review.h"
#include "tally/load_units.h"

namespace rastro {

/// The name under which a customer is shown. Redacted: "customer-" and 8 hex digits of a hash, the
/// same in every run, so that two calls for one customer are still seen to be that. It keeps names
/// out of what is passed around; whoever has the list of customers can find them again. An empty id
/// stays empty.
std::string shown_customer(const std::string& customer_id, bool redact);

/// The same for people who work at the process: "person-" and 8 hex digits. One who picks and packs
/// has one name.
std::string shown_person(const std::string& name, bool redact);

/// A value of a factor (its index in the model, or beyond it) as a redacted review shows it: a
/// made-up name where the factor is personal, else without e-mail addresses and telephone numbers;
/// codes of products, bins and orders stay.
std::string redacted_value(const ProcessModel& model, std::string_view factor,
                           const std::string& value);

/// "Llamar a [tel.] o [e-mail]". A telephone number is 7 to 15 digits in groups, or 8 to 15 without
/// a gap, that stand alone; a date is none.
std::string without_contacts(std::string_view text);
std::string without_emails(std::string_view text);

/// Takes out of a review whatever tells who customers and staff are: values of personal factors
/// wherever conditions stand (causes, trails, the graph, tickets), e-mail addresses and telephone
/// numbers in texts, and the notes of the change log, which may name anybody: they read "[…]". What
/// is the customers' own was left out when the review was put together (assemble_customers,
/// assemble_mechanisms). Ticket ids stay those of the review that is not redacted.
void redact(Review& review, const ProcessModel& model);

/// The same for the values of factors, where conditions are told without a review. What has been
/// found by them stays; ticket ids and the change log need the true ones, so a review is put
/// together before.
void redact(Units& units, const ProcessModel& model);

}  // namespace rastro
