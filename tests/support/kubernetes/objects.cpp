#include "tests/support/kubernetes/objects.h"

#include "tests/support/kubernetes/jsonpatch.h"
#include "tests/support/shared.h"

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {

Json recordedBody(const char* name)
{
    const auto recorded = parseForeign(sharedFile(u"recorded/kubernetes/%1.json"_s.arg(QString::fromLatin1(name))));
    if (!recorded)
        qFatal("%s is no JSON", name);
    return (*recorded)[u"body"];
}

Json managed(const QString& manager, const QString& field, const QString& time)
{
    return Json::object(
        {{u"manager"_s, manager},
         {u"operation"_s, u"Update"_s},
         {u"time"_s, time},
         {u"fieldsType"_s, u"FieldsV1"_s},
         {u"fieldsV1"_s, Json::object({{u"f:spec"_s, Json::object({{field, Json{}}})}})}});
}

QString rulesField(const Json& object)
{
    return object[u"kind"].toString() == "VirtualService"_L1 ? u"f:http"_s : u"f:rules"_s;
}

Json routeBefore(const char* name, const QString& resourceVersion)
{
    auto object = recordedBody(name);
    auto metadata = object[u"metadata"];
    metadata.set(u"resourceVersion"_s, resourceVersion);
    metadata.set(u"generation"_s, 1);
    metadata.set(
        u"managedFields"_s, Json{Json::Array{managed(u"kubectl-create"_s, u"f:rules"_s, u"2026-11-23T08:46:00Z"_s)}});
    object.set(u"metadata"_s, metadata);
    const auto weights = parseForeign(R"([{"op":"replace","path":"/spec/rules/0/backendRefs/0/weight","value":100},)"
                                      R"({"op":"replace","path":"/spec/rules/0/backendRefs/1/weight","value":0}])");
    return *patched(object, *weights);
}

Json accepted(Json object)
{
    const auto condition = [&object](const QString& type) {
        return Json::object(
            {{u"type"_s, type},
             {u"status"_s, u"True"_s},
             {u"reason"_s, type},
             {u"observedGeneration"_s, object[u"metadata"][u"generation"]}});
    };
    Json::Array parents;
    for (const auto& parent : object[u"spec"][u"parentRefs"].toArray())
        parents.push_back(Json::object(
            {{u"parentRef"_s, parent},
             {u"controllerName"_s, u"example.com/test-controller"_s},
             {u"conditions"_s, Json{Json::Array{condition(u"Accepted"_s), condition(u"ResolvedRefs"_s)}}}}));
    object.set(u"status"_s, Json::object({{u"parents"_s, Json{parents}}}));
    return object;
}

} // namespace penelope::test
