extension Light {
  /// Draws the light of an hour; `hazy` is how dense the air is beyond the usual, 0 to 1.
  init(_ hour: Hour, isOvercast: Bool, hazy: Float, _ random: inout SceneRandom) {
    self.hour = hour
    self.isOvercast = isOvercast
    let side = random.side(as: "light across side")
    let shift = Colour(random.bell(), random.bell(), random.bell()) * 0.025
    let across = side * random.within(0.45...1, as: "light across")
    var air: Float = 0.80 - 0.4 * hazy
    switch hour {
    case .day where isOvercast:
      source = Vector(across, 1.6, -0.9).normalized
      (direct, ambient) = (Colour(0.24, 0.24, 0.23), Colour(0.76, 0.78, 0.81))
      zenith = Colour(0.58, 0.63, 0.70) + shift
      middle = Colour(0.70, 0.74, 0.78) + shift
      haze = Colour(0.82, 0.84, 0.86) + shift
      (cloudLight, cloudShade) = (Colour(0.80, 0.82, 0.85), Colour(0.62, 0.65, 0.70))
      air -= 0.15
    case .day:
      source = Vector(across, random.within(0.7...1.4, as: "light height"), -0.8).normalized
      (direct, ambient) = (Colour(0.62, 0.58, 0.50), Colour(0.54, 0.58, 0.66))
      zenith = Colour(0.20, 0.46, 0.84) + shift
      middle = Colour(0.42, 0.67, 0.93) + shift
      haze = Colour(0.76, 0.89, 0.97) + shift
      (cloudLight, cloudShade) = (Colour(1.0, 1.0, 0.99), Colour(0.74, 0.81, 0.90))
    case .morning:
      source = Vector(across, random.within(0.4...0.7, as: "light height"), -0.7).normalized
      (direct, ambient) = (Colour(0.62, 0.53, 0.42), Colour(0.52, 0.54, 0.62))
      zenith = Colour(0.40, 0.60, 0.85) + shift
      middle = Colour(0.68, 0.78, 0.88) + shift
      haze = Colour(0.97, 0.87, 0.76) + shift
      (cloudLight, cloudShade) = (Colour(1.0, 0.93, 0.84), Colour(0.78, 0.77, 0.83))
    case .evening:
      // The sun stands in the picture or at the viewer's back, low in both cases.
      let isBefore = random.chance(0.5, as: "light before")
      source =
        Vector(
          isBefore ? side * random.within(0.15...0.42) : across,
          random.within(0.20...0.34, as: "light height"), isBefore ? 1 : -0.6
        ).normalized
      (direct, ambient) = (Colour(0.70, 0.47, 0.27), Colour(0.56, 0.50, 0.54))
      zenith = Colour(0.34, 0.43, 0.70) + shift
      middle = Colour(0.80, 0.64, 0.60) + shift
      haze = Colour(1.0, 0.76, 0.46) + shift
      (cloudLight, cloudShade) = (Colour(1.0, 0.80, 0.58), Colour(0.72, 0.52, 0.56))
      air -= 0.12
    case .dusk:
      source = Vector(across, 0.5, -0.4).normalized
      (direct, ambient) = (Colour(0.12, 0.11, 0.16), Colour(0.42, 0.40, 0.53))
      zenith = Colour(0.17, 0.18, 0.40) + shift
      middle = Colour(0.47, 0.34, 0.54) + shift
      haze = Colour(0.93, 0.55, 0.44) + shift
      (cloudLight, cloudShade) = (Colour(0.86, 0.52, 0.55), Colour(0.42, 0.30, 0.48))
      air -= 0.05
    case .night:
      source =
        Vector(
          side * random.within(0.12...0.42, as: "light before"),
          random.within(0.42...0.56, as: "light height"), 1
        ).normalized
      (direct, ambient) = (Colour(0.16, 0.20, 0.30), Colour(0.30, 0.35, 0.53))
      zenith = Colour(0.05, 0.08, 0.20) + shift * 0.5
      middle = Colour(0.11, 0.16, 0.34) + shift * 0.5
      haze = Colour(0.22, 0.29, 0.48) + shift * 0.5
      (cloudLight, cloudShade) = (Colour(0.34, 0.40, 0.56), Colour(0.13, 0.17, 0.30))
    }
    clarity = max(air, 0.15)
  }

  /// Draws an hour, day most often, and its light.
  init(_ random: inout SceneRandom) {
    let hour: Hour = random.one(
      of: [.day: 0.54, .morning: 0.12, .evening: 0.16, .dusk: 0.09, .night: 0.09], as: "hour")
    let isOvercast = random.chance(0.2, as: "overcast")
    let hazy = random.chance(0.15) ? random.within(0.3...1) : 0
    self.init(hour, isOvercast: isOvercast && hour == .day, hazy: hazy, &random)
  }
}
