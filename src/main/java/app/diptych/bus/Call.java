package app.diptych.bus;

/// A call of a method over a bus.
///
/// @param service whose, by name on the bus
/// @param object path of the object
/// @param type name of the interface
/// @param method name of the method
/// @param arguments a tuple in GVariant's text format
public record Call(String service, String object, String type, String method, String arguments) {

  /// A text as GVariant writes it.
  public static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
