/// A family of networks, by the name that files give it.
package enum NetworkFamily: String, Sendable {
  case dcgan = "dcgan"
  case progressive = "progressive"
  case vgg16 = "vgg16"
  case alexNet = "alexnet"
  case resNet = "resnet"
  case vgg = "vgg"
  case unet = "unet"
}
