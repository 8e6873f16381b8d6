/** A value of 0 to 1 unless said otherwise, or the reason why there is none; never NaN. */
export type Measured = { readonly value: number; readonly reason: null } | { readonly value: null; readonly reason: string };

export const measured = (value: number): Measured => ({ value, reason: null });
export const unmeasured = (reason: string): Measured => ({ value: null, reason });

/** A part of a whole, with the reason that holds where there is no whole. */
export const share = (part: number, whole: number, reason: string): Measured => (whole === 0 ? unmeasured(reason) : measured(part / whole));
