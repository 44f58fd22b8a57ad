import Files

/// The classes and functions that make the values of a checkpoint of tensors.
///
/// Raw values are Python's names. None of them is ever called: `PickleMachine` makes what they
/// would return from their arguments. The result of any other one stays an opaque description.
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
  case size = "torch.Size"
  case numberType = "numpy.dtype"
  case scalar = "numpy.core.multiarray.scalar"
  case scalarOfNumpy2 = "numpy._core.multiarray.scalar"
  /// Protocol 2 writes bytes as text, and this function to encode the text.
  case encode = "_codecs.encode"

  /// Why a tensor that another function would make cannot be read; nil for what makes no tensor.
  static func hindrance(of name: String) -> String? {
    if let known = hindrances[name] { return known }
    return name.hasPrefix("torch.") && name.contains("._rebuild_") ? "made by \(name.shown())" : nil
  }

  private static let hindrances = [
    "torch._utils._rebuild_sparse_tensor": "sparse",
    "torch._utils._rebuild_qtensor": "quantized",
    "torch._utils._rebuild_meta_tensor_no_storage": "a meta tensor, whose numbers were not saved",
    "torch._utils._rebuild_nested_tensor": "nested",
    "torch._utils._rebuild_device_tensor_from_numpy": "a numpy array of another device",
    "torch._utils._rebuild_wrapper_subclass": "a wrapper around other tensors",
    "numpy.core.multiarray._reconstruct": "a numpy array",
    "numpy._core.multiarray._reconstruct": "a numpy array",
    "numpy.core.numeric._frombuffer": "a numpy array",
    "numpy._core.numeric._frombuffer": "a numpy array",
  ]
}
