#include "causes/chains.h"

#include <algorithm>
#include <map>

namespace rastro {

namespace {

/// Follows one failed unit back. Ends because a checked model has no circle of causes.
class Blaming {
 public:
  Blaming(const Analysis& analysis, const Units& units, const ProcessModel& model)
      : analysis_(analysis), units_(units), model_(model) {}

  std::vector<Blame> run(const KindFindings& findings, const FailedUnit& failed) {
    share_out(findings, failed, {}, 1);
    return std::move(blames_);
  }

 private:
  void share_out(const KindFindings& findings, const FailedUnit& failed,
                 const std::vector<EarlierUnit>& via, double whole) {
    const NoisyOr& fitted = findings.explanation.model;
    for (std::size_t index = 0; index < fitted.hazards.size(); ++index) {
      const double share = whole * fitted.share(index, failed.pattern);
      if (share <= 0) continue;
      if (const Chain* chain = chain_of(findings, index)) {
        go_back(findings, *chain, failed, via, share);
      } else {
        blames_.push_back({via, &findings, index, share});
      }
    }
    const double leak = whole * fitted.leak_share(failed.pattern);
    if (leak <= 0) return;
    for (const Chain& chain : findings.chains) {
      if (chain.takes_leak) return go_back(findings, chain, failed, via, leak);
    }
    blames_.push_back({via, &findings, std::nullopt, leak});
  }

  static const Chain* chain_of(const KindFindings& findings, std::size_t contributor) {
    for (const Chain& chain : findings.chains) {
      if (!chain.takes_leak && chain.contributor == contributor) return &chain;
    }
    return nullptr;
  }

  /// On to the earlier failure of the same order that the unit met.
  void go_back(const KindFindings& findings, const Chain& chain, const FailedUnit& failed,
               std::vector<EarlierUnit> via, double share) {
    const UnitTable& table = units_.of(model_.failures[findings.kind].unit);
    const std::uint16_t factor = chain.condition.pairs.front().factor;
    for (const EarlierFailure& earlier : table.failures[findings.kind].earlier) {
      if (earlier.factor == factor) via.push_back({earlier.kind, earlier.unit[failed.unit]});
    }
    const KindFindings* upstream = findings_of(analysis_, chain.upstream);
    const auto found = std::lower_bound(
        upstream->failed.begin(), upstream->failed.end(), via.back().unit,
        [](const FailedUnit& left, std::uint32_t unit) { return left.unit < unit; });
    if (found != upstream->failed.end() && found->unit == via.back().unit) {
      return share_out(*upstream, *found, via, share);
    }
    blames_.push_back({via, upstream, std::nullopt, share});
  }

  const Analysis& analysis_;
  const Units& units_;
  const ProcessModel& model_;
  std::vector<Blame> blames_;
};

}  // namespace

const KindFindings* findings_of(const Analysis& analysis, std::size_t kind) {
  for (const KindFindings& findings : analysis.kinds) {
    if (findings.kind == kind) return &findings;
  }
  return nullptr;
}

std::vector<Reached> reached_causes(const Analysis& analysis, const Units& units,
                                    const ProcessModel& model) {
  std::vector<Reached> all;
  for (const KindFindings& findings : analysis.kinds) {
    std::map<std::pair<std::size_t, std::size_t>, double> by_contributor;  // and place of its kind
    for (const FailedUnit& failed : findings.failed) {
      for (const Blame& blame : blame_of(analysis, units, model, findings, failed)) {
        if (!blame.contributor) continue;
        const auto place = static_cast<std::size_t>(blame.findings - analysis.kinds.data());
        by_contributor[{place, *blame.contributor}] += blame.share;
      }
    }
    for (const auto& [contributor, attributed] : by_contributor) {
      const KindFindings& of = analysis.kinds[contributor.first];
      for (std::size_t cause = 0; cause < of.causes.size(); ++cause) {
        if (of.causes[cause].contributor != contributor.second) continue;
        all.push_back({findings.kind, &of, cause, attributed});
      }
    }
  }
  return all;
}

std::vector<Blame> blame_of(const Analysis& analysis, const Units& units, const ProcessModel& model,
                            const KindFindings& findings, const FailedUnit& failed) {
  return Blaming(analysis, units, model).run(findings, failed);
}

std::vector<std::size_t> way_down(const Analysis& analysis, std::size_t kind) {
  std::vector<std::size_t> way{kind};
  while (true) {
    double strongest = 0;
    std::size_t next = kind;
    for (const KindFindings& findings : analysis.kinds) {
      for (const Chain& chain : findings.chains) {
        if (chain.upstream != way.front() || chain.attributed <= strongest) continue;
        strongest = chain.attributed;
        next = findings.kind;
      }
    }
    if (strongest == 0) return way;
    way.insert(way.begin(), next);
  }
}

}  // namespace rastro
