#include "core/prometheus/grouping.h"

#include "core/prometheus/promql.h"

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <limits>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::prometheus {

namespace {

bool isWord(QChar letter, bool first)
{
    return letter == u'_' || (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z') ||
           (!first && letter >= u'0' && letter <= u'9');
}

/// Reads a selector from its first letter on; every step answers whether what it wants is there.
class SelectorReader
{
public:
    explicit SelectorReader(QStringView text)
        : m_text(text.trimmed())
    {}
    std::optional<Selector> read()
    {
        Selector selector;
        if (!word(selector.name, u":") || !skip(u'{'))
            return std::nullopt;
        while (!skip(u'}')) {
            Matcher matcher;
            if (!selector.matchers.empty() && !skip(u','))
                return std::nullopt;
            if (skip(u'}')) // a comma may stand before it
                break;
            if (!word(matcher.label, u"") || !operation(matcher.op) || !quoted(matcher.value))
                return std::nullopt;
            selector.matchers.push_back(std::move(matcher));
        }
        return m_text.isEmpty() ? std::optional{std::move(selector)} : std::nullopt;
    }

private:
    bool skip(QChar letter)
    {
        m_text = m_text.trimmed();
        if (!m_text.startsWith(letter))
            return false;
        m_text = m_text.mid(1);
        return true;
    }
    bool word(QString& word, QStringView also)
    {
        m_text = m_text.trimmed();
        qsizetype end = 0;
        while (end < m_text.size() && (isWord(m_text[end], end == 0) || also.contains(m_text[end])))
            ++end;
        word = m_text.left(end).toString();
        m_text = m_text.mid(end);
        return end > 0;
    }
    bool operation(QString& op)
    {
        m_text = m_text.trimmed();
        for (const auto each : {u"=~", u"!~", u"!=", u"="}) {
            const QStringView view(each);
            if (!m_text.startsWith(view))
                continue;
            op = view.toString();
            m_text = m_text.mid(view.size());
            return true;
        }
        return false;
    }
    /// Between double quotes, with the escapes that we write ourselves; others are not looked into.
    bool quoted(QString& value)
    {
        if (!skip(u'"'))
            return false;
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            if (m_text[at] == u'"') {
                m_text = m_text.mid(at + 1);
                return true;
            }
            if (m_text[at] != u'\\') {
                value += m_text[at];
                continue;
            }
            if (++at == m_text.size())
                return false;
            switch (m_text[at].unicode()) {
            case u'\\':
            case u'"': value += m_text[at]; break;
            case u'n': value += u'\n'; break;
            case u'r': value += u'\r'; break;
            default: return false;
            }
        }
        return false;
    }

    QStringView m_text;
};

QString written(const Matcher& matcher)
{
    return matcher.label + matcher.op + u'"' + escapeValue(matcher.value) + u'"';
}

/// A label that a group may differ in: it equals something, and no other matcher speaks of it.
bool mayDiffer(const Selector& selector, std::size_t at)
{
    const auto& matcher = selector.matchers[at];
    const auto sameLabel = [&matcher](const Matcher& other) { return other.label == matcher.label; };
    // The empty value also means that there is no such label, and a name in braces is none of a label.
    return matcher.op == "="_L1 && !matcher.value.isEmpty() && matcher.label != "__name__"_L1 &&
           std::count_if(selector.matchers.begin(), selector.matchers.end(), sameLabel) == 1;
}

/// The selector with `=~ALTERNATIVES` in the place of one matcher; without alternatives what its group has in common.
QString withAlternatives(const Selector& selector, std::size_t at, const QStringList& alternatives)
{
    QStringList parts;
    for (std::size_t other = 0; other < selector.matchers.size(); ++other) {
        if (other != at)
            parts.append(written(selector.matchers[other]));
    }
    parts.sort(); // the order of matchers means nothing
    parts.append(written({selector.matchers[at].label, u"=~"_s, alternatives.join(u'|')}));
    return selector.name + u'{' + parts.join(u',') + u'}';
}

std::size_t placeOf(const Selector& selector, const QString& label)
{
    const auto found = std::find_if(selector.matchers.begin(), selector.matchers.end(), [&label](const Matcher& one) {
        return one.label == label;
    });
    return static_cast<std::size_t>(std::distance(selector.matchers.begin(), found));
}

void write(Group& group, const std::vector<QString>& questions)
{
    const auto& first = questions[group.members.front()];
    if (group.members.size() == 1) {
        group = {first, {}, group.members, {}};
        return;
    }
    QStringList alternatives;
    for (const auto& value : group.values)
        alternatives.append(escapeRegex(value));
    alternatives.removeDuplicates(); // the same may be asked twice
    const auto selector = selectorOf(first);
    group.expression = withAlternatives(*selector, placeOf(*selector, group.label), alternatives);
}

constexpr auto noMember = std::numeric_limits<std::size_t>::max();

/// The members that ask for each value. Hardly ever is it more than one: a list for each would cost more than the rest.
struct ByValue
{
    QHash<QString, std::size_t> first;
    std::vector<std::size_t> next; ///< after each member the next of its value
};

ByValue membersByValue(const Group& group)
{
    const auto count = group.values.size();
    ByValue members{{}, std::vector<std::size_t>(count, noMember)};
    members.first.reserve(static_cast<qsizetype>(count));
    for (auto member = count; member-- > 0;) {
        const auto known = members.first.find(group.values[member]);
        if (known == members.first.end()) {
            members.first.insert(group.values[member], member);
        } else {
            members.next[member] = *known;
            *known = member;
        }
    }
    return members;
}

struct Choice
{
    QString key; ///< empty = alone
    std::size_t matcher = 0;
};

} // namespace

std::optional<Selector> selectorOf(const QString& expression)
{
    return SelectorReader(expression).read();
}

std::vector<Group> grouped(const std::vector<QString>& questions)
{
    std::vector<std::vector<Choice>> choices(questions.size());
    std::vector<std::optional<Selector>> selectors;
    QHash<QString, int> sizes;
    for (std::size_t question = 0; question < questions.size(); ++question) {
        const auto& selector = selectors.emplace_back(selectorOf(questions[question]));
        for (std::size_t at = 0; selector && at < selector->matchers.size(); ++at) {
            if (!mayDiffer(*selector, at))
                continue;
            choices[question].push_back({withAlternatives(*selector, at, {}), at});
            ++sizes[choices[question].back().key];
        }
    }
    std::vector<Group> groups;
    QHash<QString, std::size_t> open; ///< by what its members have in common
    for (std::size_t question = 0; question < questions.size(); ++question) {
        Choice best;
        for (const auto& choice : choices[question]) {
            if (best.key.isEmpty() || sizes.value(choice.key) > sizes.value(best.key))
                best = choice;
        }
        const auto found = best.key.isEmpty() ? open.end() : open.find(best.key);
        if (found == open.end() || groups[*found].members.size() == mostMembers) {
            groups.emplace_back();
            if (!best.key.isEmpty())
                open[best.key] = groups.size() - 1;
        }
        auto& group = found == open.end() || best.key.isEmpty() ? groups.back() : groups[open.value(best.key)];
        group.members.push_back(question);
        if (best.key.isEmpty())
            continue;
        const auto& matcher = selectors[question]->matchers[best.matcher];
        group.label = matcher.label;
        group.values.push_back(matcher.value);
    }
    for (auto& group : groups)
        write(group, questions);
    return groups;
}

std::pair<Group, Group> halves(const Group& group, const std::vector<QString>& questions)
{
    const auto middle = static_cast<std::ptrdiff_t>(group.members.size() / 2);
    Group first{{}, group.label, {}, {}};
    Group second = first;
    first.members.assign(group.members.begin(), group.members.begin() + middle);
    first.values.assign(group.values.begin(), group.values.begin() + middle);
    second.members.assign(group.members.begin() + middle, group.members.end());
    second.values.assign(group.values.begin() + middle, group.values.end());
    write(first, questions);
    write(second, questions);
    return {std::move(first), std::move(second)};
}

std::vector<Answer> partsOf(Answer answer, const Group& group)
{
    if (group.label.isEmpty())
        return {std::move(answer)};
    auto all = std::exchange(answer.series, {});
    const auto unknown = std::exchange(answer.unknown, {});
    std::vector<Answer> parts(group.members.size(), answer); // what is left is each member's
    const auto members = membersByValue(group);
    for (auto& series : all) {
        const auto label = series.labels.find(group.label);
        const auto first = label == series.labels.end() ? noMember : members.first.value(label->second, noMember);
        if (first == noMember)
            continue;
        for (auto next = members.next[first]; next != noMember; next = members.next[next])
            parts[next].series.push_back(series);
        parts[first].series.push_back(std::move(series));
    }
    for (const auto& name : unknown) {
        for (std::size_t member = 0; member < group.values.size(); ++member) {
            if (name.contains(group.label + u"=\""_s + escapeValue(group.values[member]) + u'"'))
                parts[member].unknown.append(name);
        }
    }
    return parts;
}

qsizetype bytesOf(const Answer& answer)
{
    constexpr qsizetype frame = 30;  // brackets, names and a time stamp
    constexpr qsizetype number = 17; // its digits at most
    qsizetype bytes = 0;
    for (const auto& series : answer.series) {
        for (const auto& [name, value] : series.labels)
            bytes += name.size() + value.size() + 6;
        for (const auto& sample : series.samples)
            bytes += frame + (sample.value ? number : sample.text.size());
    }
    return bytes;
}

QString escapeRegex(const QString& text)
{
    static constexpr QStringView special = u"\\.+*?()|[]{}^$";
    QString escaped;
    for (const QChar letter : text) {
        if (special.contains(letter))
            escaped += u'\\';
        escaped += letter;
    }
    return escaped;
}

} // namespace penelope::prometheus
