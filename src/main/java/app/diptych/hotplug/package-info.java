/// Tells when disks come and go, media are changed, partition tables are read anew, or something is
/// mounted, unmounted or swapped on.
///
/// The kernel says so itself, to any user: its uevents come over a netlink socket, and
/// `/proc/self/mountinfo` and `/proc/swaps` can be waited on. One thread sleeps in `poll` until one
/// of them speaks, so that an idle machine stays idle; udev is listened to where it runs, as it
/// knows a moment later what the kernel does not, and not needed. What has changed is not told:
/// whoever wants to know lists anew. Java can open no such socket and wait for no such file, which
/// is why this package calls C.
package app.diptych.hotplug;
