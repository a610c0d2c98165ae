package app.diptych.udisks;

import app.diptych.bus.Bus;
import app.diptych.bus.BusException;
import app.diptych.bus.Call;
import app.diptych.bus.Connection;
import app.diptych.bus.Reply;
import app.diptych.udisks.UdisksException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The system's udisks2, 2.7.3 and later. Each call is by itself; it waits while polkit asks the
/// person, for minutes if need be, unless it says otherwise, and ends when the thread is
/// interrupted. Safe for use by many threads.
///
/// A node is named as the system does, such as `/dev/sdb1`, or by one of the links under
/// `/dev/disk`.
public final class Udisks {
  private static final String NAME = "org.freedesktop.UDisks2";
  private static final String MANAGER = "/org/freedesktop/UDisks2/Manager";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  private static final String NO_OPTIONS = "@a{sv} {}";
  private static final String UNASKED = "{'auth.no_user_interaction': <true>}";
  private static final Pattern OBJECT = Pattern.compile("'(/org/freedesktop/UDisks2/[^']+)'");

  // While a person looks for a password; polkit's own dialogs give up earlier.
  private static final Duration ASKED = Duration.ofMinutes(10);
  // What D-Bus gives a service to start in.
  private static final Duration STARTED = Duration.ofSeconds(25);
  // Enough to be allowed what takes place whether somebody waits for it or not.
  private static final Duration NOT_ASKED = Duration.ofSeconds(2);

  private final Bus bus;

  @FunctionalInterface
  private interface Conversation<T> {
    T over(Connection connection) throws BusException, UdisksException;
  }

  private Udisks(Bus bus) {
    this.bus = bus;
  }

  /// The one of this system.
  public static Udisks ofThisSystem() {
    return new Udisks(Bus.ofThisSystem());
  }

  /// One on another bus, whose address is written as D-Bus does: `unix:path=/run/bus`.
  public static Udisks over(String address) {
    return new Udisks(Bus.at(address));
  }

  /// Finds out whether there is one; starts it if need be, asks nobody for a password.
  ///
  /// @throws UdisksException NO_BUS, NO_UDISKS
  public void check() throws UdisksException {
    converse(
        STARTED,
        connection ->
            connection.ask(
                call(
                    MANAGER, PROPERTIES, "Get", "('org.freedesktop.UDisks2.Manager', 'Version')")));
  }

  /// Opens a disk.
  ///
  /// @param flags of `open`, `fcntl.h`, beside those of the access
  /// @return the descriptor, closed on exec, which belongs to the caller
  public int open(Path node, Access access, int flags) throws UdisksException {
    return converse(
        ASKED,
        connection -> {
          String arguments = "('%s', {'flags': <%d>})".formatted(access.mode(), flags);
          Call call = call(block(connection, node), "Block", "OpenDevice", arguments);
          try (Reply reply = connection.call(call)) {
            return reply.descriptor();
          }
        });
  }

  /// Has the partition table of a whole disk read anew; asks nobody for a password, and waits for
  /// some seconds at most. Nobody may hold the disk for himself meanwhile.
  public void rescan(Path node) throws UdisksException {
    converse(
        NOT_ASKED,
        connection ->
            connection.ask(call(block(connection, node), "Block", "Rescan", "(" + UNASKED + ",)")));
  }

  /// Unmounts the file system on a device, from everywhere it is mounted.
  ///
  /// @throws UdisksException BUSY while files of it are open
  public void unmount(Path node) throws UdisksException {
    converse(
        ASKED,
        connection ->
            connection.ask(
                call(block(connection, node), "Filesystem", "Unmount", "(" + NO_OPTIONS + ",)")));
  }

  /// How the drive that a disk is in can be left, so that it can be pulled out; empty where it
  /// cannot, or the disk is in none. Asks nobody for a password.
  public Optional<Leave> leave(Path node) throws UdisksException {
    return converse(
        STARTED,
        connection -> {
          String drive = drive(connection, node);
          if (!OBJECT.matcher(drive).find()) {
            return Optional.empty();
          }
          for (Leave leave : Leave.values()) {
            String answer =
                connection.ask(call(object(drive, node), PROPERTIES, "Get", leave.property(NAME)));
            if (answer.contains("true")) {
              return Optional.of(leave);
            }
          }
          return Optional.empty();
        });
  }

  /// Leaves the drive that a disk is in. Nobody may hold the disk meanwhile.
  public void leave(Path node, Leave how) throws UdisksException {
    converse(
        ASKED,
        connection ->
            connection.ask(
                call(
                    object(drive(connection, node), node),
                    "Drive",
                    how.method(),
                    "(" + NO_OPTIONS + ",)")));
  }

  // The answer names no object of udisks2 where there is no drive.
  private static String drive(Connection connection, Path node)
      throws BusException, UdisksException {
    return connection.ask(
        call(
            block(connection, node),
            PROPERTIES,
            "Get",
            "('org.freedesktop.UDisks2.Block', 'Drive')"));
  }

  private static String block(Connection connection, Path node)
      throws BusException, UdisksException {
    String arguments = "({'path': <%s>}, %s)".formatted(Call.quoted(node.toString()), NO_OPTIONS);
    return object(connection.ask(call(MANAGER, "Manager", "ResolveDevice", arguments)), node);
  }

  private static String object(String answer, Path node) throws UdisksException {
    Matcher found = OBJECT.matcher(answer);
    if (!found.find()) {
      throw new UdisksException(
          Reason.UNKNOWN_DEVICE, "udisks2 knows no such device or drive: " + node);
    }
    return found.group(1);
  }

  private <T> T converse(Duration limit, Conversation<T> conversation) throws UdisksException {
    try (Connection connection = bus.connect(limit)) {
      return conversation.over(connection);
    } catch (BusException e) {
      throw UdisksException.of(e);
    }
  }

  // Interfaces of udisks2 are named without what all of them begin with.
  private static Call call(String object, String type, String method, String arguments) {
    String fullType = type.startsWith("org.") ? type : NAME + "." + type;
    return new Call(NAME, object, fullType, method, arguments);
  }
}
