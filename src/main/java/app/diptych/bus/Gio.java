package app.diptych.bus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Optional;

/// The functions of GLib's GIO (2.30 and later) that a call over D-Bus needs, under their C names,
/// and nothing about them but that a `GError` is a [BusException]. Headers: `gio/gio.h`, `glib.h`.
///
/// Of nothing where the library is not installed, which [#isThere] tells.
@SuppressWarnings("restricted")
final class Gio {
  // What is no pointer to anything.
  static final MemorySegment NULL = MemorySegment.NULL;

  private static final Linker LINKER = Linker.nativeLinker();
  // Its threads outlive every call, so it can never be unloaded.
  private static final Optional<SymbolLookup> LIBRARY = load("libgio-2.0.so.0");

  // struct GError { GQuark domain; gint code; gchar *message; }, glib/gerror.h
  private static final long ERROR_SIZE = 16;
  private static final long ERROR_CODE = 4;
  private static final long ERROR_MESSAGE = 8;

  // char *g_dbus_address_get_for_bus_sync(GBusType, GCancellable *, GError **)
  private static final MethodHandle ADDRESS_OF_BUS =
      function("g_dbus_address_get_for_bus_sync", pointer(JAVA_INT, ADDRESS, ADDRESS));
  // GDBusConnection *g_dbus_connection_new_for_address_sync(
  //     const char *address, GDBusConnectionFlags, GDBusAuthObserver *, GCancellable *, GError **)
  private static final MethodHandle NEW_CONNECTION =
      function(
          "g_dbus_connection_new_for_address_sync",
          pointer(ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  // GVariant *g_dbus_connection_call_with_unix_fd_list_sync(
  //     GDBusConnection *, const char *bus_name, const char *object_path, const char *interface,
  //     const char *method, GVariant *parameters, const GVariantType *reply_type, GDBusCallFlags,
  //     int timeout_msec, GUnixFDList *in, GUnixFDList **out, GCancellable *, GError **)
  private static final MethodHandle CALL =
      function(
          "g_dbus_connection_call_with_unix_fd_list_sync",
          pointer(
              ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT,
              ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  // GVariant *g_variant_parse(
  //     const GVariantType *, const char *text, const char *limit, const char **end, GError **)
  private static final MethodHandle PARSE =
      function("g_variant_parse", pointer(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  // char *g_variant_print(GVariant *, gboolean annotate)
  private static final MethodHandle PRINT = function("g_variant_print", pointer(ADDRESS, JAVA_INT));
  // int g_unix_fd_list_get(GUnixFDList *, int index, GError **)
  private static final MethodHandle GET_DESCRIPTOR =
      function("g_unix_fd_list_get", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
  // char *g_dbus_error_get_remote_error(const GError *)
  private static final MethodHandle REMOTE_ERROR =
      function("g_dbus_error_get_remote_error", pointer(ADDRESS));
  // gboolean g_dbus_error_strip_remote_error(GError *)
  private static final MethodHandle STRIP_REMOTE_ERROR =
      function("g_dbus_error_strip_remote_error", FunctionDescriptor.of(JAVA_INT, ADDRESS));
  // GCancellable *g_cancellable_new(void)
  private static final MethodHandle NEW_CANCELLABLE = function("g_cancellable_new", pointer());
  // void f(something *)
  private static final FunctionDescriptor OF_ONE = FunctionDescriptor.ofVoid(ADDRESS);
  private static final MethodHandle CANCEL = function("g_cancellable_cancel", OF_ONE);
  private static final MethodHandle UNREF_VARIANT = function("g_variant_unref", OF_ONE);
  private static final MethodHandle UNREF = function("g_object_unref", OF_ONE);
  private static final MethodHandle FREE_ERROR = function("g_error_free", OF_ONE);
  private static final MethodHandle FREE = function("g_free", OF_ONE);

  private Gio() {}

  /// Whether the library is installed; nothing else of this class may be called where it is not.
  static boolean isThere() {
    return LIBRARY.isPresent();
  }

  /// `g_dbus_address_get_for_bus_sync`
  static String addressOfBus(int bus, MemorySegment cancellable) throws BusException {
    return taken(failing(e -> (MemorySegment) ADDRESS_OF_BUS.invokeExact(bus, cancellable, e)));
  }

  /// `g_dbus_connection_new_for_address_sync`
  static MemorySegment connect(String address, int flags, MemorySegment cancellable)
      throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(address);
      return failing(
          e -> (MemorySegment) NEW_CONNECTION.invokeExact(text, flags, NULL, cancellable, e));
    }
  }

  /// `g_dbus_connection_call_with_unix_fd_list_sync`; descriptors only come back.
  static Reply call(MemorySegment connection, Call what, int limitMillis, MemorySegment cancellable)
      throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(what.service());
      MemorySegment object = arena.allocateFrom(what.object());
      MemorySegment type = arena.allocateFrom(what.type());
      MemorySegment method = arena.allocateFrom(what.method());
      MemorySegment text = arena.allocateFrom(what.arguments());
      MemorySegment fds = arena.allocate(ADDRESS);
      MemorySegment arguments =
          failing(e -> (MemorySegment) PARSE.invokeExact(NULL, text, NULL, NULL, e));
      try {
        MemorySegment answer =
            failing(e ->
                (MemorySegment)
                    CALL.invokeExact(
                        connection,
                        name,
                        object,
                        type,
                        method,
                        arguments,
                        NULL,
                        0,
                        limitMillis,
                        NULL,
                        fds,
                        cancellable,
                        e));
        return new Reply(answer, fds.get(ADDRESS, 0));
      } finally {
        let(UNREF_VARIANT, arguments);
      }
    }
  }

  /// `g_variant_print`
  static String print(MemorySegment variant) {
    return taken(pointerOf(() -> (MemorySegment) PRINT.invokeExact(variant, 0)));
  }

  /// `g_unix_fd_list_get`: a duplicate, closed on exec, which belongs to the caller.
  static int descriptor(MemorySegment list, int index) throws BusException {
    int[] fd = new int[1];
    failing(e -> {
      fd[0] = (int) GET_DESCRIPTOR.invokeExact(list, index, e);
      // What is no pointer stands for one: only a failure is none.
      return fd[0] < 0 ? NULL : list;
    });
    return fd[0];
  }

  /// `g_cancellable_new`
  static MemorySegment cancellable() {
    return pointerOf(() -> (MemorySegment) NEW_CANCELLABLE.invokeExact());
  }

  /// `g_cancellable_cancel`
  static void cancel(MemorySegment cancellable) {
    let(CANCEL, cancellable);
  }

  /// `g_variant_unref`
  static void unrefVariant(MemorySegment variant) {
    let(UNREF_VARIANT, variant);
  }

  /// `g_object_unref`
  static void unref(MemorySegment object) {
    let(UNREF, object);
  }

  @FunctionalInterface
  private interface Function {
    MemorySegment call() throws Throwable;
  }

  @FunctionalInterface
  private interface FailingFunction {
    MemorySegment call(MemorySegment error) throws Throwable;
  }

  private static MemorySegment failing(FailingFunction function) throws BusException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = arena.allocate(ADDRESS);
      MemorySegment result = pointerOf(() -> function.call(error));
      if (result.equals(NULL)) {
        throw failure(error.get(ADDRESS, 0).reinterpret(ERROR_SIZE));
      }
      return result;
    }
  }

  private static BusException failure(MemorySegment error) {
    MemorySegment name = pointerOf(() -> (MemorySegment) REMOTE_ERROR.invokeExact(error));
    Optional<String> remote = name.equals(NULL) ? Optional.empty() : Optional.of(taken(name));
    pointerOf(() -> (int) STRIP_REMOTE_ERROR.invokeExact(error) == 0 ? NULL : error);
    int code = error.get(JAVA_INT, ERROR_CODE);
    String message = text(error.get(ADDRESS, ERROR_MESSAGE));
    let(FREE_ERROR, error);
    return new BusException(remote, code, message);
  }

  /// A text that belongs to the caller, as a string.
  private static String taken(MemorySegment text) {
    String result = text(text);
    let(FREE, text);
    return result;
  }

  private static String text(MemorySegment text) {
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static void let(MethodHandle function, MemorySegment argument) {
    pointerOf(() -> {
      function.invokeExact(argument);
      return NULL;
    });
  }

  private static MemorySegment pointerOf(Function function) {
    try {
      return function.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function threw", e);
    }
  }

  private static FunctionDescriptor pointer(MemoryLayout... arguments) {
    return FunctionDescriptor.of(ADDRESS, arguments);
  }

  private static Optional<SymbolLookup> load(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  // Where there is no library, nobody calls what stands for its functions.
  private static MethodHandle function(String name, FunctionDescriptor type) {
    return LIBRARY
        .map(library -> LINKER.downcallHandle(library.findOrThrow(name), type))
        .orElseGet(() -> MethodHandles.empty(type.toMethodType()));
  }
}
