// Plain JavaScript in the oldest dialect that helps: it must run, and explain, on a Node that can run nothing else here.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Lapidary needs Node 22.18 or newer, and this is Node ${process.versions.node}.\n` +
      'On Linux x64 and Windows x64 `npm ci` brings a fitting Node along: run commands through npm (npm start, ' +
      'npm test, npm run …) or npx.\nOn other systems, install a current Node from https://nodejs.org.',
  );
  process.exit(1);
}
