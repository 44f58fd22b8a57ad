/// The classes and functions that a pickled checkpoint may name; each stands for a value of ours.
///
/// Raw values are Python's names. None of them is ever called: `PickleMachine` makes what they would
/// return from their arguments.
enum PickleGlobal: String, Sendable {
  case orderedDictionary = "collections.OrderedDict"
  case tensor = "torch._utils._rebuild_tensor"
  case tensorV2 = "torch._utils._rebuild_tensor_v2"
  case parameter = "torch._utils._rebuild_parameter"
  case size = "torch.Size"
  case numberType = "numpy.dtype"
  case scalar = "numpy.core.multiarray.scalar"
  case scalarOfNumpy2 = "numpy._core.multiarray.scalar"
  /// How protocol 2 writes bytes: as text, and this to encode it.
  case encode = "_codecs.encode"

  case boolStorage = "torch.BoolStorage"
  case uint8Storage = "torch.ByteStorage"
  case int8Storage = "torch.CharStorage"
  case int16Storage = "torch.ShortStorage"
  case int32Storage = "torch.IntStorage"
  case int64Storage = "torch.LongStorage"
  case float16Storage = "torch.HalfStorage"
  case bfloat16Storage = "torch.BFloat16Storage"
  case float32Storage = "torch.FloatStorage"
  case float64Storage = "torch.DoubleStorage"

  /// The elements of a storage class; nil for what is no storage.
  var storage: StorageType? {
    switch self {
    case .boolStorage: .bool
    case .uint8Storage: .uint8
    case .int8Storage: .int8
    case .int16Storage: .int16
    case .int32Storage: .int32
    case .int64Storage: .int64
    case .float16Storage: .float16
    case .bfloat16Storage: .bfloat16
    case .float32Storage: .float32
    case .float64Storage: .float64
    default: nil
    }
  }
}
