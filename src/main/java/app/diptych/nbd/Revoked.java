package app.diptych.nbd;

import app.diptych.text.Harmless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// The certificates that their authorities have revoked, by the lists of `ca-crl.pem`, which QEMU,
/// nbdkit and libnbd look for beside `ca-cert.pem` as well. As with them, an authority without a
/// list has revoked none, and one whose list has run out is not believed in anything.
///
/// The lists are believed as the authorities themselves are: both are files of the one folder.
final class Revoked {
  private final List<X509CRL> lists;

  private Revoked(List<X509CRL> lists) {
    this.lists = lists;
  }

  /// Those of a folder; none, where it has no list.
  ///
  /// @throws IOException with one line on the file, where it has run out or cannot be read
  static Revoked in(Path folder) throws IOException {
    Path file = folder.resolve("ca-crl.pem");
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Revoked(List.of());
    }
    List<X509CRL> lists = Pem.revocations(file);
    try {
      for (X509CRL list : lists) {
        checkDates(list);
      }
    } catch (CertificateException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return new Revoked(lists);
  }

  private static void checkDates(X509CRL list) throws CertificateException {
    // A list need not tell when the next one comes.
    Date next = list.getNextUpdate();
    if (next != null && Instant.now().isAfter(next.toInstant())) {
      throw new CertificateException(
          "the list of certificates that "
              + words(list.getIssuerX500Principal())
              + " has revoked ran out, on "
              + next.toInstant());
    }
  }

  private static String words(X500Principal name) {
    return Harmless.words(name.getName());
  }

  /// Looks whether one of a chain was revoked.
  ///
  /// @throws CertificateException if so, or if that cannot be told any more
  void check(X509Certificate... chain) throws CertificateException {
    for (X509Certificate one : chain) {
      for (X509CRL list : lists) {
        if (list.getIssuerX500Principal().equals(one.getIssuerX500Principal())) {
          checkDates(list);
        }
        if (list.isRevoked(one)) {
          throw new CertificateException(
              "the certificate of " + words(one.getSubjectX500Principal()) + " was revoked");
        }
      }
    }
  }
}
