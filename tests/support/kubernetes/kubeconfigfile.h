#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QUrl>

namespace penelope::test {

/// A kubeconfig of one context, "test". `user` and `cluster` are YAML in flow style.
inline QByteArray kubeconfigText(const QByteArray& user, const QByteArray& cluster)
{
    return "apiVersion: v1\nkind: Config\ncurrent-context: test\n"
           "contexts:\n- name: test\n  context: {cluster: here, user: me, namespace: default}\n"
           "clusters:\n- name: here\n  cluster: " +
           cluster + "\nusers:\n- name: me\n  user: " + user + '\n';
}

class KubeconfigFile
{
public:
    explicit KubeconfigFile(const QUrl& server, const QByteArray& user = "{token: good}", const QByteArray& more = {})
    {
        write(kubeconfigText(user, "{server: \"" + server.toEncoded() + "\"" + more + "}"), path());
    }
    QString path() const { return file(QStringLiteral("config")); }
    QString file(const QString& name) const { return m_folder.filePath(name); }
    static void write(const QByteArray& bytes, const QString& path, bool runs = false)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        if (runs)
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace penelope::test
