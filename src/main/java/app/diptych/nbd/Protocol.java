package app.diptych.nbd;

/// The numbers of the protocol, as `doc/proto.md` names them: sections "Newstyle negotiation",
/// "Values" and "Transmission"; those of extended headers are from the same file of the branch
/// `extension-ext-header`. All of them go over the wire in network byte order.
public final class Protocol {
  /// `NBDMAGIC`, the first word of a server.
  public static final long INIT_MAGIC = 0x4e42444d41474943L;

  /// `IHAVEOPT`, the second word of a server, and the first of every option.
  public static final long OPTION_MAGIC = 0x49484156454f5054L;

  /// The second word of a server of the old style, without options.
  public static final long OLDSTYLE_MAGIC = 0x00420281861253L;

  /// The first word of every reply to an option.
  public static final long OPTION_REPLY_MAGIC = 0x0003e889045565a9L;

  /// NBD_REQUEST_MAGIC
  static final int REQUEST_MAGIC = 0x25609513;

  /// NBD_EXTENDED_REQUEST_MAGIC
  static final int EXTENDED_REQUEST_MAGIC = 0x21e41c71;

  /// NBD_SIMPLE_REPLY_MAGIC
  static final int SIMPLE_REPLY_MAGIC = 0x67446698;

  /// NBD_STRUCTURED_REPLY_MAGIC
  public static final int STRUCTURED_REPLY_MAGIC = 0x668e33ef;

  /// NBD_EXTENDED_REPLY_MAGIC
  static final int EXTENDED_REPLY_MAGIC = 0x6e8a278c;

  // Handshake flags and client flags: the same two bits in both directions.
  /// NBD_FLAG_FIXED_NEWSTYLE, NBD_FLAG_C_FIXED_NEWSTYLE
  public static final int FLAG_FIXED_NEWSTYLE = 1;

  /// NBD_FLAG_NO_ZEROES, NBD_FLAG_C_NO_ZEROES
  public static final int FLAG_NO_ZEROES = 1 << 1;

  // Transmission flags.
  /// NBD_FLAG_HAS_FLAGS
  public static final int FLAG_HAS_FLAGS = 1;

  /// NBD_FLAG_READ_ONLY
  public static final int FLAG_READ_ONLY = 1 << 1;

  /// NBD_FLAG_SEND_FLUSH
  public static final int FLAG_SEND_FLUSH = 1 << 2;

  /// NBD_FLAG_SEND_FUA
  public static final int FLAG_SEND_FUA = 1 << 3;

  /// NBD_FLAG_ROTATIONAL
  public static final int FLAG_ROTATIONAL = 1 << 4;

  /// NBD_FLAG_SEND_TRIM
  public static final int FLAG_SEND_TRIM = 1 << 5;

  /// NBD_FLAG_SEND_WRITE_ZEROES
  public static final int FLAG_SEND_WRITE_ZEROES = 1 << 6;

  /// NBD_FLAG_SEND_DF
  public static final int FLAG_SEND_DF = 1 << 7;

  /// NBD_FLAG_CAN_MULTI_CONN
  public static final int FLAG_CAN_MULTI_CONN = 1 << 8;

  /// NBD_FLAG_SEND_CACHE
  public static final int FLAG_SEND_CACHE = 1 << 10;

  /// NBD_FLAG_SEND_FAST_ZERO
  public static final int FLAG_SEND_FAST_ZERO = 1 << 11;

  /// NBD_FLAG_BLOCK_STATUS_PAYLOAD
  public static final int FLAG_BLOCK_STATUS_PAYLOAD = 1 << 12;

  // Option reply types; those of errors have bit 31 set.
  /// NBD_REP_ACK
  public static final int REP_ACK = 1;

  /// NBD_REP_SERVER
  public static final int REP_SERVER = 2;

  /// NBD_REP_INFO
  public static final int REP_INFO = 3;

  /// NBD_REP_META_CONTEXT
  public static final int REP_META_CONTEXT = 4;

  /// What all errors have in common.
  public static final int REP_ERR = 1 << 31;

  /// NBD_REP_ERR_UNSUP
  public static final int REP_ERR_UNSUP = REP_ERR + 1;

  /// NBD_REP_ERR_POLICY
  public static final int REP_ERR_POLICY = REP_ERR + 2;

  /// NBD_REP_ERR_INVALID
  public static final int REP_ERR_INVALID = REP_ERR + 3;

  /// NBD_REP_ERR_PLATFORM
  static final int REP_ERR_PLATFORM = REP_ERR + 4;

  /// NBD_REP_ERR_TLS_REQD
  public static final int REP_ERR_TLS_REQD = REP_ERR + 5;

  /// NBD_REP_ERR_UNKNOWN
  public static final int REP_ERR_UNKNOWN = REP_ERR + 6;

  /// NBD_REP_ERR_SHUTDOWN
  public static final int REP_ERR_SHUTDOWN = REP_ERR + 7;

  /// NBD_REP_ERR_BLOCK_SIZE_REQD
  static final int REP_ERR_BLOCK_SIZE_REQD = REP_ERR + 8;

  /// NBD_REP_ERR_TOO_BIG
  public static final int REP_ERR_TOO_BIG = REP_ERR + 9;

  /// NBD_REP_ERR_EXT_HEADER_REQD
  public static final int REP_ERR_EXT_HEADER_REQD = REP_ERR + 10;

  // Information of an export.
  /// NBD_INFO_EXPORT
  public static final int INFO_EXPORT = 0;

  /// NBD_INFO_NAME
  public static final int INFO_NAME = 1;

  /// NBD_INFO_DESCRIPTION
  public static final int INFO_DESCRIPTION = 2;

  /// NBD_INFO_BLOCK_SIZE
  public static final int INFO_BLOCK_SIZE = 3;

  // Command flags.
  /// NBD_CMD_FLAG_FUA
  public static final int CMD_FLAG_FUA = 1;

  /// NBD_CMD_FLAG_NO_HOLE
  public static final int CMD_FLAG_NO_HOLE = 1 << 1;

  /// NBD_CMD_FLAG_DF
  public static final int CMD_FLAG_DF = 1 << 2;

  /// NBD_CMD_FLAG_REQ_ONE
  public static final int CMD_FLAG_REQ_ONE = 1 << 3;

  /// NBD_CMD_FLAG_FAST_ZERO
  public static final int CMD_FLAG_FAST_ZERO = 1 << 4;

  /// NBD_CMD_FLAG_PAYLOAD_LEN
  public static final int CMD_FLAG_PAYLOAD_LEN = 1 << 5;

  /// NBD_REPLY_FLAG_DONE
  public static final int REPLY_FLAG_DONE = 1;

  // Reply types of chunks; those of errors have bit 15 set.
  /// NBD_REPLY_TYPE_NONE
  public static final int REPLY_NONE = 0;

  /// NBD_REPLY_TYPE_OFFSET_DATA
  public static final int REPLY_OFFSET_DATA = 1;

  /// NBD_REPLY_TYPE_OFFSET_HOLE
  public static final int REPLY_OFFSET_HOLE = 2;

  /// NBD_REPLY_TYPE_BLOCK_STATUS
  public static final int REPLY_BLOCK_STATUS = 5;

  /// NBD_REPLY_TYPE_BLOCK_STATUS_EXT
  public static final int REPLY_BLOCK_STATUS_EXT = 6;

  /// What all errors have in common.
  static final int REPLY_ERROR_BIT = 1 << 15;

  /// NBD_REPLY_TYPE_ERROR
  public static final int REPLY_ERROR = REPLY_ERROR_BIT + 1;

  /// NBD_REPLY_TYPE_ERROR_OFFSET
  public static final int REPLY_ERROR_OFFSET = REPLY_ERROR_BIT + 2;

  // Status flags of base:allocation.
  /// NBD_STATE_HOLE
  public static final int STATE_HOLE = 1;

  /// NBD_STATE_ZERO
  public static final int STATE_ZERO = 1 << 1;

  /// The one metadata context that the specification itself defines.
  public static final String BASE_ALLOCATION = "base:allocation";

  /// The bytes of zero that end EXPORT_NAME's reply for clients that did not do without.
  public static final int EXPORT_NAME_ZEROES = 124;

  /// The most bytes of a name, description or error message (section "String").
  public static final int MAX_STRING = 4096;

  private Protocol() {}
}
