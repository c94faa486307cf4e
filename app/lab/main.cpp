#include "app/lab/commandline.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("penelope-lab"));
    return penelope::lab::runCommandLine(argc, argv);
}
