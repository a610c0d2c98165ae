package app.diptych.nbd;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes whom another believes, unless his certificate was revoked, and does not tell clients
/// beforehand whose certificates those are.
///
/// GnuTLS, on which libnbd and QEMU stand, looks for a certificate of one of the authorities that
/// it is told, with a key of the kinds that it is told; as it reads the list that Java sends in TLS
/// 1.3, keys of RSA are not among them, and it shows none. Not told any authority it shows the one
/// it has.
final class UntoldTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager trust;
  private final Revoked revoked;

  /// Believes as this one does, but nobody of those.
  UntoldTrust(X509ExtendedTrustManager trust, Revoked revoked) {
    this.trust = trust;
    this.revoked = revoked;
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    trust.checkClientTrusted(chain, kind, engine);
    revoked.check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    trust.checkClientTrusted(chain, kind, socket);
    revoked.check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    trust.checkClientTrusted(chain, kind);
    revoked.check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    trust.checkServerTrusted(chain, kind, engine);
    revoked.check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    trust.checkServerTrusted(chain, kind, socket);
    revoked.check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    trust.checkServerTrusted(chain, kind);
    revoked.check(chain);
  }
}
