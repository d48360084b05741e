/** Stands in for what Redoc's library brings along and these pages never call. */
export {};
