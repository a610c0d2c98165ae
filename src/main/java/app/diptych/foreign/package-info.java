/// Functions of the system's C library, called: whoever needs some names them and says what they
/// take. For any thread, which a call pins. Only where this system has such functions: not on
/// Windows.
package app.diptych.foreign;
