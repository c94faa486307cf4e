#include "app/lab/layout.h"

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

const QStringList& serviceNames()
{
    static const QStringList names{u"payments"_s, u"search"_s, u"profile"_s};
    return names;
}

PortPlan PortPlan::from(int first)
{
    const auto three = [](int port) { return Service{port, port + 1, port + 2}; };
    return {first, three(first + 1), three(first + 4), three(first + 7), first + 10};
}

const PortPlan::Service& PortPlan::of(const QString& service) const
{
    if (service == u"payments"_s)
        return payments;
    return service == u"search"_s ? search : profile;
}

} // namespace penelope::lab
