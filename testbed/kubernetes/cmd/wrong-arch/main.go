// Command wrong-arch is built for another processor than the testbed's, so that the kernel refuses to run it.
package main

func main() {
	println("this processor runs arm64 programs, which the testbed expects it not to")
}
