import { sha256 } from '../digest.ts';
import { canonicalJson } from '../json.ts';

/**
 * The code digest: sha256 over the digest of the bundle and the sorted `name@version` of the packages that stay outside it.
 *
 * @param bundle sha256 of the bundle
 * @param packages `name@version` of all outside packages, the packages they depend on included
 */
export function codeDigest(bundle: string, packages: readonly string[]): string {
  return sha256(canonicalJson({ bundle, packages: [...packages].sort() }));
}
