/** Odd, and with its bits well mixed: the factors of MurmurHash3's last step, https://github.com/aappleby/smhasher. */
const FACTOR: u64 = ((<u64>0xff51afd7) << 32) | 0xed558ccd;
const START: u64 = ((<u64>0xc4ceb9fe) << 32) | 0x1a85ec53;

/** A hash of 64 bits: that two texts of an export share one by chance happens once in billions of exports. Never 0. */
export function hash(start: usize, end: usize): u64 {
  let value = START ^ <u64>(end - start);
  let at = start;
  for (; at + 8 <= end; at += 8) value = mix(value ^ load<u64>(at));
  const rest = end - at;
  if (rest > 0) value = mix(value ^ (load<u64>(at) << (64 - 8 * <u64>rest)));
  return mix(value) | 1;
}

function mix(value: u64): u64 {
  const product = value * FACTOR;
  return product ^ (product >> 32);
}
