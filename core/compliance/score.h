#pragma once

#include "core/base/instant.h"

#include <QString>

#include <optional>
#include <vector>

namespace penelope::compliance {

enum class Principle { Sophia, Praotes, Tapeinophrosyne, Prudence, Agape, Sabbath, Aletheia };
enum class Standing { Good, Caution, Warning, Unmeasured };

struct PrincipleScore
{
    Principle principle = Principle::Sophia;
    int weight = 0;
    std::optional<double> value;  ///< as domain.md 11 measures it
    std::optional<double> points; ///< 0..weight; absent = unmeasured
    qint64 numerator = 0;         ///< what was counted
    qint64 denominator = 0;       ///< 0 = nothing to measure
    bool operator==(const PrincipleScore&) const = default;
};

struct Score
{
    Instant at{};
    Milliseconds window{};
    std::vector<PrincipleScore> principles; ///< in domain.md's order
    double points = 0;
    int measuredWeight = 0;       ///< 0..100; 0 = no score
    std::optional<double> total;  ///< weighted mean of what is measured, 0..100
    double low = 0;               ///< unmeasured counted as 0
    double high = 100;            ///< unmeasured counted as full
    Standing standing = Standing::Unmeasured;
    bool operator==(const Score&) const = default;
};

QString toWord(Principle principle);

} // namespace penelope::compliance
