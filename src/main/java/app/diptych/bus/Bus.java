package app.diptych.bus;

import java.lang.foreign.MemorySegment;
import java.time.Duration;

/// A bus on which services are called. Safe for use by many threads.
public final class Bus {
  // gio/gioenums.h: GBusType, GDBusConnectionFlags
  private static final int G_BUS_TYPE_SYSTEM = 1;
  private static final int G_BUS_TYPE_SESSION = 2;
  private static final int AUTHENTICATION_CLIENT = 1;
  private static final int MESSAGE_BUS_CONNECTION = 8;

  private final Where where;

  private Bus(Where where) {
    this.where = where;
  }

  @FunctionalInterface
  private interface Where {
    String address(MemorySegment cancellable) throws BusException;
  }

  /// The one of this system.
  public static Bus ofThisSystem() {
    return new Bus(cancellable -> Gio.addressOfBus(G_BUS_TYPE_SYSTEM, cancellable));
  }

  /// The one of the session of whoever runs this program.
  public static Bus ofThisSession() {
    return new Bus(cancellable -> Gio.addressOfBus(G_BUS_TYPE_SESSION, cancellable));
  }

  /// One at an address that is written as D-Bus does: `unix:path=/run/bus`.
  public static Bus at(String address) {
    return new Bus(_ -> address);
  }

  /// Opens a connection, which the caller closes. Not the one that a process shares: that one would
  /// end the process with the bus.
  ///
  /// @param limit how long each answer is waited for
  /// @throws BusException NO_BUS, INTERRUPTED
  public Connection connect(Duration limit) throws BusException {
    if (!Gio.isThere()) {
      throw BusException.noBus("GLib is not installed");
    }
    try {
      MemorySegment bus =
          Waiting.interruptibly(cancellable ->
              Gio.connect(
                  where.address(cancellable),
                  AUTHENTICATION_CLIENT | MESSAGE_BUS_CONNECTION,
                  cancellable));
      return new Connection(bus, limit);
    } catch (BusException e) {
      throw e.kind() == BusException.Kind.INTERRUPTED ? e : BusException.noBus(e.text());
    }
  }
}
