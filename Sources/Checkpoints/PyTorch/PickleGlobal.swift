/// The classes and functions whose results a checkpoint of tensors is made of.
///
/// Raw values are Python's names. None of them is ever called: `PickleMachine` makes what they would
/// return from their arguments. What any other would return stays an opaque description.
enum PickleGlobal: String, Sendable {
  case orderedDictionary = "collections.OrderedDict"
  case defaultDictionary = "collections.defaultdict"
  case counter = "collections.Counter"
  case tensor = "torch._utils._rebuild_tensor"
  case tensorV2 = "torch._utils._rebuild_tensor_v2"
  /// Tensors of the types that have no storage class of their own.
  case tensorV3 = "torch._utils._rebuild_tensor_v3"
  case parameter = "torch._utils._rebuild_parameter"
  case parameterWithState = "torch._utils._rebuild_parameter_with_state"
  /// A subclass of tensors, such as a buffer: the function and its arguments come as arguments.
  case tensorOfClass = "torch._tensor._rebuild_from_type_v2"
  case sparseTensor = "torch._utils._rebuild_sparse_tensor"
  case quantizedTensor = "torch._utils._rebuild_qtensor"
  case metaTensor = "torch._utils._rebuild_meta_tensor_no_storage"
  case nestedTensor = "torch._utils._rebuild_nested_tensor"
  case deviceTensor = "torch._utils._rebuild_device_tensor_from_numpy"
  case wrapperTensor = "torch._utils._rebuild_wrapper_subclass"
  case array = "numpy.core.multiarray._reconstruct"
  case arrayOfNumpy2 = "numpy._core.multiarray._reconstruct"
  case size = "torch.Size"
  case numberType = "numpy.dtype"
  case scalar = "numpy.core.multiarray.scalar"
  case scalarOfNumpy2 = "numpy._core.multiarray.scalar"
  /// How protocol 2 writes bytes: as text, and this to encode it.
  case encode = "_codecs.encode"

  /// Why a tensor that this would make cannot be read; nil for what is read.
  var hindrance: String? {
    switch self {
    case .sparseTensor: "sparse"
    case .array, .arrayOfNumpy2: "a numpy array"
    case .quantizedTensor: "quantized"
    case .metaTensor: "a meta tensor, whose numbers were not saved"
    case .nestedTensor: "nested"
    case .deviceTensor: "a numpy array of another device"
    case .wrapperTensor: "a wrapper around other tensors"
    default: nil
    }
  }
}
