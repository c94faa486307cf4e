#include "core/patch/generatorcheck.h"

#include <QDir>
#include <QRegularExpression>

#include <array>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double shortestLimit = 1'000;
constexpr double longestLimit = 600'000;

Failure notSo(const QString& what, const QString& path)
{
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(path, what), path);
}

penelope::Status hasOnly(const Json& value, const QStringList& known, const QString& path)
{
    if (!value.isObject())
        return notSo(u"expected an object"_s, path);
    for (const auto& [name, member] : value.toObject()) {
        if (!known.contains(name))
            return notSo(u"the member is unknown"_s, path + u'.' + name);
    }
    return {};
}

penelope::Status isGeneratorCommand(const Json& value, const QString& path)
{
    if (!value.isArray() || value.toArray().empty() || value.toArray().front().toString().isEmpty())
        return notSo(u"a command needs a program"_s, path);
    for (std::size_t at = 0; at < value.toArray().size(); ++at) {
        const auto& word = value.toArray()[at];
        const auto place = u"%1[%2]"_s.arg(path).arg(at);
        if (!word.isString())
            return notSo(u"expected a text"_s, place);
        if (word.toString().contains("{{"_L1) && word.toString() != "{{tree}}"_L1)
            return notSo(u"only a whole {{tree}} is replaced"_s, place);
    }
    return {};
}

bool isNumberWithin(const Json& value, double least, double most)
{
    return value.isNumber() && value.toDouble() >= least && value.toDouble() <= most;
}

/// It becomes a path below the tree.
bool isFileOfTree(const QString& text)
{
    return !text.isEmpty() && QDir::isRelativePath(text) && QDir::cleanPath(text) == text && text != u"."_s &&
           !text.startsWith(u".."_s) && !text.startsWith(u".git"_s);
}

bool textFits(const Json& value, const QRegularExpression& shape)
{
    return value.isString() && shape.match(value.toString()).hasMatch();
}

penelope::Status checkRange(const Json& value, const QString& path)
{
    constexpr double largest = 1e12;
    for (const auto& name : {u"min"_s, u"max"_s}) {
        if (!isNumberWithin(value[name], 0, largest))
            return notSo(u"a number from 0 on is needed"_s, path + u'.' + name);
    }
    if (value[u"min"].toDouble() >= value[u"max"].toDouble())
        return notSo(u"it must be above min"_s, path + u".max"_s);
    if (value.contains(u"step") == value.contains(u"factor"))
        return notSo(u"either step or factor is needed"_s, path + u".step"_s);
    if (const auto* step = value.find(u"step"); step && !isNumberWithin(*step, 1e-9, largest))
        return notSo(u"a number above 0 is needed"_s, path + u".step"_s);
    if (const auto* factor = value.find(u"factor"); factor && !isNumberWithin(*factor, 1.01, 1000))
        return notSo(u"a number from 1.01 on is needed"_s, path + u".factor"_s);
    return {};
}

penelope::Status checkSetting(const Json& value, const QString& path)
{
    static const QRegularExpression key(u"\\A[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\z"_s);
    static const QRegularExpression metric(u"\\A[A-Za-z_:][A-Za-z0-9_:]*\\z"_s);
    static const QRegularExpression page(u"\\A/[!-~]*\\z"_s);
    const QStringList known{u"file"_s,      u"key"_s,    u"min"_s,   u"max"_s,    u"step"_s, u"factor"_s,
                            u"direction"_s, u"metric"_s, u"limit"_s, u"in_use"_s, u"size"_s, u"metrics"_s};
    if (auto sound = hasOnly(value, known, path); !sound)
        return sound;
    if (!value[u"file"].isString() || !isFileOfTree(value[u"file"].toString()))
        return notSo(u"a file within the tree is needed"_s, path + u".file"_s);
    if (!textFits(value[u"key"], key))
        return notSo(u"a setting's name is needed, with its sections before it: pool.size"_s, path + u".key"_s);
    if (!textFits(value[u"metric"], metric))
        return notSo(u"the name of a saturation is needed"_s, path + u".metric"_s);
    for (const auto& name : {u"in_use"_s, u"size"_s}) {
        if (value.contains(name) && !textFits(value[name], metric))
            return notSo(u"the name of a metric is needed"_s, path + u'.' + name);
    }
    if (value.contains(u"metrics") && !textFits(value[u"metrics"], page))
        return notSo(u"a path begins with / and has no blanks"_s, path + u".metrics"_s);
    if (value.contains(u"limit") && !isNumberWithin(value[u"limit"], 1e-9, 1e12))
        return notSo(u"a number above 0 is needed"_s, path + u".limit"_s);
    const auto direction = value[u"direction"].toString(u"up"_s);
    if (direction != "up"_L1 && direction != "down"_L1)
        return notSo(u"up or down is needed"_s, path + u".direction"_s);
    return checkRange(value, path);
}

/// Of "python3 tools/fix.py" it is fix.py that has a name.
QString nameOf(const QStringList& command)
{
    static const QStringList interpreters{u"python3"_s, u"python"_s, u"sh"_s, u"bash"_s,
                                          u"node"_s,    u"perl"_s,   u"env"_s};
    for (const auto& word : command) {
        auto name = word.section(u'/', -1);
        if (!name.startsWith(u'-') && !interpreters.contains(name))
            return name;
    }
    return command.value(0);
}

} // namespace

penelope::Status checkGenerator(const Json& value, const QString& path)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,59}\\z"_s);
    if (value.isArray())
        return isGeneratorCommand(value, path);
    const QStringList known{u"command"_s, u"name"_s, u"network"_s, u"limit_ms"_s, u"reads"_s};
    if (auto sound = hasOnly(value, known, path); !sound)
        return sound;
    if (auto sound = isGeneratorCommand(value[u"command"], path + u".command"_s); !sound)
        return sound;
    if (value.contains(u"name") && !textFits(value[u"name"], name))
        return notSo(u"a name is letters, digits, '.', '_' and '-'"_s, path + u".name"_s);
    if (value.contains(u"network") && !value[u"network"].isBoolean())
        return notSo(u"expected true or false"_s, path + u".network"_s);
    if (value.contains(u"limit_ms") && !isNumberWithin(value[u"limit_ms"], shortestLimit, longestLimit))
        return notSo(u"a number of milliseconds from 1000 to 600000 is needed"_s, path + u".limit_ms"_s);
    for (const auto& folder : stringList(value[u"reads"])) {
        if (!QDir::isAbsolutePath(folder))
            return notSo(u"\"%1\" is no absolute folder"_s.arg(folder), path + u".reads"_s);
    }
    return {};
}

penelope::Status checkTuning(const Json& value, const QString& path)
{
    if (!value.isArray())
        return notSo(u"expected a list"_s, path);
    for (std::size_t at = 0; at < value.toArray().size(); ++at) {
        if (auto sound = checkSetting(value.toArray()[at], u"%1[%2]"_s.arg(path).arg(at)); !sound)
            return sound;
    }
    return {};
}

GeneratorSpec generatorFrom(const Json& value)
{
    GeneratorSpec generator;
    generator.command = stringList(value.isArray() ? value : value[u"command"]);
    if (generator.command.isEmpty())
        return {};
    generator.name = value[u"name"].toString(nameOf(generator.command));
    generator.network = value[u"network"].toBool();
    generator.limit = Milliseconds{value[u"limit_ms"].toInteger(generator.limit.count())};
    generator.reads = stringList(value[u"reads"]);
    return generator;
}

std::vector<Tuning> tuningFrom(const Json& value)
{
    std::vector<Tuning> all;
    for (const auto& member : value.toArray()) {
        Tuning tuning;
        tuning.file = member[u"file"].toString();
        tuning.key = member[u"key"].toString();
        tuning.least = member[u"min"].toDouble();
        tuning.most = member[u"max"].toDouble();
        tuning.step = member.number(u"step");
        tuning.factor = member.number(u"factor");
        tuning.up = member[u"direction"].toString() != "down"_L1;
        tuning.metric = member[u"metric"].toString();
        tuning.limit = member.number(u"limit").value_or(tuning.limit);
        tuning.inUse = member[u"in_use"].toString();
        tuning.size = member[u"size"].toString();
        tuning.metrics = member[u"metrics"].toString(tuning.metrics);
        all.push_back(std::move(tuning));
    }
    return all;
}

std::optional<Json> generatorToJson(const GeneratorSpec& generator)
{
    if (generator.command.isEmpty())
        return std::nullopt;
    auto json = Json::object(
        {{u"command"_s, jsonList(generator.command)},
         {u"name"_s, Json{generator.name}},
         {u"network"_s, Json{generator.network}},
         {u"limit_ms"_s, Json{static_cast<qint64>(generator.limit.count())}}});
    if (!generator.reads.isEmpty())
        json.set(u"reads"_s, jsonList(generator.reads));
    return json;
}

std::optional<Json> tuningToJson(const std::vector<Tuning>& tuning)
{
    if (tuning.empty())
        return std::nullopt;
    Json::Array all;
    for (const auto& each : tuning) {
        auto json = Json::object(
            {{u"file"_s, Json{each.file}},
             {u"key"_s, Json{each.key}},
             {u"min"_s, Json{each.least}},
             {u"max"_s, Json{each.most}},
             {u"direction"_s, Json{each.up ? u"up"_s : u"down"_s}},
             {u"metric"_s, Json{each.metric}},
             {u"limit"_s, Json{each.limit}},
             {u"metrics"_s, Json{each.metrics}}});
        json.set(u"step"_s, each.step);
        json.set(u"factor"_s, each.factor);
        if (!each.inUse.isEmpty())
            json.set(u"in_use"_s, Json{each.inUse});
        if (!each.size.isEmpty())
            json.set(u"size"_s, Json{each.size});
        all.push_back(std::move(json));
    }
    return Json{std::move(all)};
}

} // namespace penelope::patch
