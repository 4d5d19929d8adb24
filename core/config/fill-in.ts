/** Stands where `parity --propose-allowances` leaves something for a person to fill in; the parser refuses it. */
export const FILL_IN = "FILL_IN";
