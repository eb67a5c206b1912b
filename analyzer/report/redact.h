#pragma once

#include <string>

namespace rastro {

/// The name under which a customer is shown. Redacted: "customer-" and 8 hex digits of a hash, the
/// same in every run, so that two calls for one customer are still seen to be that. It keeps names
/// out of what is passed around; whoever has the list of customers can find them again. An empty id
/// stays empty.
std::string shown_customer(const std::string& customer_id, bool redact);

/// The same for somebody of the team: "person-" and 8 hex digits.
std::string shown_person(const std::string& name, bool redact);

}  // namespace rastro
