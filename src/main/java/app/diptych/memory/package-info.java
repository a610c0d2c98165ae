/// Memory that disks move their content to and from, and whether there are zeros in it. Asked for
/// by whoever copies or serves, and his to free.
package app.diptych.memory;
