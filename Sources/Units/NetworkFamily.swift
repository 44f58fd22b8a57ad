/// A family of networks, by the name that files give it.
package enum NetworkFamily: String, Sendable {
  case dcgan
  case progressive
  case vgg16
  case alexNet = "alexnet"
  case resNet = "resnet"
  case vgg
  case unet
}
