/// Services of the system and of the desktop, called over D-Bus.
///
/// D-Bus is spoken through GLib's GIO, the library that such services are made of: it is there
/// wherever they are, and descriptors come with its answers. Where it is not installed, there is no
/// bus. An interrupt of the calling thread ends a call.
package app.diptych.bus;
