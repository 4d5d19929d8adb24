/** A Bloom filter of 256 bits: a text of which it knows nothing is none of those that were added. */

export function add(filter: usize, text: u64): void {
  setBit(filter, <u32>(text >> 8));
  setBit(filter, <u32>(text >> 32));
}

export function mayHold(filter: usize, text: u64): bool {
  return hasBit(filter, <u32>(text >> 8)) && hasBit(filter, <u32>(text >> 32));
}

function setBit(filter: usize, index: u32): void {
  const at = byteOf(filter, index);
  store<u8>(at, load<u8>(at) | bitOf(index));
}

function hasBit(filter: usize, index: u32): bool {
  return (load<u8>(byteOf(filter, index)) & bitOf(index)) !== 0;
}

function byteOf(filter: usize, index: u32): usize {
  return filter + ((index >> 3) & 31);
}

function bitOf(index: u32): u32 {
  return 1 << (index & 7);
}
