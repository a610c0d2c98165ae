package app.diptych.nbd;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/// How both ends use TCP.
public final class TcpSocket {
  // A peer that was silent for a minute is asked whether it is there, four times within another:
  // in two the systems of those who use a disk give up.
  private static final int IDLE_SECONDS = 60;
  private static final int STEP_SECONDS = 15;
  private static final int STEPS = 4;

  private TcpSocket() {}

  /// Sends at once what is small, and finds out that the peer's machine is gone, which then says
  /// nothing: the system alone takes two hours for that.
  public static void prepare(SocketChannel socket) throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, STEP_SECONDS);
    set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, STEPS);
  }

  // Not every system lets a program choose.
  private static void set(SocketChannel socket, SocketOption<Integer> option, int value)
      throws IOException {
    if (socket.supportedOptions().contains(option)) {
      socket.setOption(option, value);
    }
  }
}
