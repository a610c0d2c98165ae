/// What Diptych keeps of itself between two runs: folders of the user that nobody else can look
/// into, and files in them that are there wholly or not at all, as are those that he has named; and
/// its log.
///
/// Safe for use by many threads and several processes, as far as each writes files of its own.
package app.diptych.state;
