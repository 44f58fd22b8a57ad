import Testing

/// The released program as a person meets it: terminals, shells and screens around the real binary.
///
/// Tests run one after another, since each starts several programs and a slow machine has few cores.
/// Nothing waits for a fixed time: what is to happen is polled, with a generous end.
@Suite(.serialized)
enum EndToEndTests {}
