// Reads a log of ours with the reference implementation of notes and tiles that Go carries
// (golang.org/x/mod/sumdb), proves entries with it, and writes a note with it.
//
//	main read FOLDER VKEY INDEX OLDSIZE    the checkpoint, root and proofs as Go finds them, as JSON
//	main sign SKEY TEXT                    a note, signed by Go
//	main key NAME                          a new key, secret and public
package main

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"interop/note"
	"interop/tlog"
)

type folder string

func (f folder) Height() int                   { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		// Go's own path has the height of tiles in it, which c2sp.org/tlog-tiles fixes and leaves out.
		data, err := os.ReadFile(filepath.Join(string(f), strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func need[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func read(where, vkey, index, old string) {
	opened := need(note.Open(need(os.ReadFile(filepath.Join(where, "checkpoint"))), note.VerifierList(need(note.NewVerifier(vkey)))))
	lines := strings.Split(opened.Text, "\n")
	size := need(strconv.ParseInt(lines[1], 10, 64))
	tree := tlog.Tree{N: size, Hash: need(tlog.ParseHash(lines[2]))}
	tiles := tlog.TileHashReader(tree, folder(where))
	at, before := need(strconv.ParseInt(index, 10, 64)), need(strconv.ParseInt(old, 10, 64))
	proof := need(tlog.ProveRecord(size, at, tiles))
	grown := need(tlog.ProveTree(size, before, tiles))
	beforeHash := need(tlog.TreeHash(before, tiles))

	// The entries alone, without our tiles: their tree must be the same.
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, each := range indexes {
			found = append(found, stored[each])
		}
		return found, nil
	})
	entries := 0
	for n := int64(0); n*256 < size; n++ {
		path := (tlog.Tile{H: 8, L: 0, N: n, W: int(min(256, size-n*256))}).Path()
		data := need(os.ReadFile(filepath.Join(where, strings.Replace(path, "tile/8/0/", "tile/entries/", 1))))
		for len(data) > 0 {
			end := 2 + int(binary.BigEndian.Uint16(data))
			stored = append(stored, need(tlog.StoredHashes(int64(entries), data[2:end], reader))...)
			data = data[end:]
			entries++
		}
	}
	leaf := need(tiles.ReadHashes([]int64{tlog.StoredHashIndex(0, at)}))[0]
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"origin": lines[0], "size": size, "root": tree.Hash, "entries": entries,
		"recomputed": need(tlog.TreeHash(size, reader)), "inclusion": proof, "consistency": grown,
		"included":   tlog.CheckRecord(proof, size, tree.Hash, at, leaf) == nil,
		"consistent": tlog.CheckTree(grown, size, tree.Hash, before, beforeHash) == nil,
		"old":        base64.StdEncoding.EncodeToString(beforeHash[:]),
	})
}

func main() {
	switch os.Args[1] {
	case "read":
		read(os.Args[2], os.Args[3], os.Args[4], os.Args[5])
	case "sign":
		os.Stdout.Write(need(note.Sign(&note.Note{Text: os.Args[3]}, need(note.NewSigner(os.Args[2])))))
	case "key":
		secret, public, err := note.GenerateKey(rand.Reader, os.Args[2])
		need(secret, err)
		fmt.Printf("%s\n%s\n", secret, public)
	}
}
