/** The entry of a compute process that never gets as far as its first task. */
process.exit(3);
