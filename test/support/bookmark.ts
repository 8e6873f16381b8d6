/** A bookmark of the same database as another, that stands for a transaction which it won't have for long. */
export function aheadOf(bookmark: string): string {
  // A list of one, the database's id (16 bytes), then the number of the transaction as an integer of as few bytes as hold it.
  const known = Buffer.from(bookmark.slice("FB:".length), "base64").subarray(0, 3 + 16);
  return `FB:${Buffer.concat([known, Buffer.from("ca7fffffff90", "hex")]).toString("base64")}`;
}
