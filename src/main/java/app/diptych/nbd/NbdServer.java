package app.diptych.nbd;

import java.io.IOException;
import java.util.List;

/// Offers devices to NBD clients until it is closed.
@SuppressWarnings("DoNotCallSuggester")
public final class NbdServer implements AutoCloseable {
  private NbdServer() {}

  /// Listens and serves, on threads of its own. A unix socket is made with mode 0600 and removed in
  /// the end.
  ///
  /// @param at where; its export name counts for nothing
  /// @throws IOException if nobody can listen there, with one line why
  /// @throws IllegalArgumentException if the options do not allow it: TCP beyond loopback with
  ///   neither TLS nor `isInsecure`, a TLS address without certificates or the reverse
  public static NbdServer open(NbdUri at, List<Export> exports, ServerOptions options)
      throws IOException {
    throw new UnsupportedOperationException(at + " " + exports + " " + options);
  }

  /// Where the first export is reached, with the port that was chosen.
  public NbdUri uri() {
    throw new UnsupportedOperationException();
  }

  /// Who is there at this moment.
  public List<Visitor> visitors() {
    throw new UnsupportedOperationException();
  }

  /// Lets nobody in any more, finishes and answers the requests that have come, ends every
  /// connection and joins the threads. Idempotent, throws nothing.
  @Override
  public void close() {}
}
