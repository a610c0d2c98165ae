/// Hashes of what is read of a device, by which another is compared with it later without reading
/// the first again. Safe for use by many threads; hashing happens outside locks.
package app.diptych.digest;
