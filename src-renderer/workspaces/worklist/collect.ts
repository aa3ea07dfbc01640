export function isTable(path: string): boolean {
  return /\.csv$/i.test(path);
}
