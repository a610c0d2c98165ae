package app.diptych.nbd;

import app.diptych.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Folders of certificates as GnuTLS's tools lay them out, made by OpenSSL: an authority, a server
/// called `localhost` (and `127.0.0.1`, `::1`), and a client.
public final class Certificates {
  private static final String IN_FOLDER = "cd \"$0\" && exec openssl \"$@\"";

  private Certificates() {}

  /// Makes them in this folder, which is there; keys are EC keys in PKCS#8.
  public static Path make(Path folder) throws IOException {
    return make(folder, List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"));
  }

  /// The same with keys of RSA in PKCS#8.
  public static Path makeRsa(Path folder) throws IOException {
    return make(folder, List.of("-newkey", "rsa:2048"));
  }

  /// Makes a certificate anew, valid between two days (of UTC).
  static void date(Path folder, String role, String from, String to) throws IOException {
    Peers.require("certtool");
    Files.writeString(
        folder.resolve("dates"),
        "cn = %s%nactivation_date = \"%s UTC\"%nexpiration_date = \"%s UTC\"%n"
            .formatted(role, from, to));
    String command =
        "cd \"$0\" && exec certtool --generate-certificate --template dates --load-privkey $1-key.pem"
            + " --load-ca-certificate ca-cert.pem --load-ca-privkey ca-key.pem --outfile $1-cert.pem";
    Peers.run("sh", "-c", command, folder.toString(), role);
  }

  /// Makes a list of revoked certificates that names one, good until a day (of UTC).
  public static void revoke(Path folder, String role, String until) throws IOException {
    Peers.require("certtool");
    Files.writeString(
        folder.resolve("revocations"),
        "crl_this_update_date = \"2001-02-03 UTC\"%ncrl_next_update_date = \"%s UTC\"%ncrl_number = 1%n"
            .formatted(until));
    String command =
        "cd \"$0\" && exec certtool --generate-crl --template revocations --load-certificate"
            + " $1-cert.pem --load-ca-certificate ca-cert.pem --load-ca-privkey ca-key.pem"
            + " --outfile ca-crl.pem";
    Peers.run("sh", "-c", command, folder.toString(), role);
  }

  private static Path make(Path folder, List<String> key) throws IOException {
    Peers.require("openssl");
    authority(folder, key);
    Files.writeString(
        folder.resolve("server.ext"), "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n");
    Files.writeString(folder.resolve("client.ext"), "subjectAltName=DNS:client\n");
    sign(folder, "server", key);
    sign(folder, "client", key);
    return folder;
  }

  private static void authority(Path folder, List<String> key) {
    openssl(
        folder,
        key,
        "req",
        "-x509",
        "-days",
        "2",
        "-subj",
        "/CN=authority",
        "-nodes",
        "-keyout",
        "ca-key.pem",
        "-out",
        "ca-cert.pem");
  }

  private static void sign(Path folder, String role, List<String> key) {
    openssl(
        folder,
        key,
        "req",
        "-subj",
        "/CN=" + role,
        "-nodes",
        "-keyout",
        role + "-key.pem",
        "-out",
        role + ".csr");
    openssl(
        folder,
        List.of(),
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        role + ".csr",
        "-CA",
        "ca-cert.pem",
        "-CAkey",
        "ca-key.pem",
        "-CAcreateserial",
        "-extfile",
        role + ".ext",
        "-out",
        role + "-cert.pem");
  }

  private static void openssl(Path folder, List<String> key, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", IN_FOLDER, folder.toString()));
    command.addAll(List.of(arguments));
    command.addAll(key);
    Peers.run(command.toArray(String[]::new));
  }
}
