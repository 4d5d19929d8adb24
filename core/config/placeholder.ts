/** Stands in proposed allowances where a person has to write; the configuration's parser refuses it. */
export const FILL_IN = "FILL IN";
