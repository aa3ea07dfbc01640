/**
 * Lets type-aware rules see components as TypeScript sees modules: with the types of their props, and in one program
 * instead of a new one for every component. Imported before the Svelte parser, which reads the variable as it loads.
 */
process.env['SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK'] ??= '1';
