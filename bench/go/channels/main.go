// What bench/channels.fs does, in Go.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"time"
)

func numberArg(i int) int64 {
	n, _ := strconv.ParseInt(os.Args[i], 10, 64)
	return n
}

var (
	producers, consumers, capacity, items int64
	jobs, sums                            chan int64
)

func producer(n int64, done *sync.WaitGroup) {
	share := items / producers
	for i := n * share; i < (n+1)*share; i++ {
		jobs <- i
	}
	done.Done()
}

func consumer() {
	sum := int64(0)
	for x := range jobs {
		sum += x
	}
	sums <- sum
}

func throughChannel() int64 {
	var done sync.WaitGroup
	for i := int64(0); i < consumers; i++ {
		go consumer()
	}
	for i := int64(0); i < producers; i++ {
		done.Add(1)
		go producer(i, &done)
	}
	done.Wait()
	close(jobs)
	sum := int64(0)
	for i := int64(0); i < consumers; i++ {
		sum += <-sums
	}
	return sum
}

func player() {
	for x := range jobs {
		sums <- x + 1
	}
}

func pingPong() int64 {
	go player()
	ball := int64(0)
	for i := int64(0); i < items; i++ {
		jobs <- ball
		ball = <-sums
	}
	return ball
}

func main() {
	producers, consumers, capacity, items = numberArg(1), numberArg(2), numberArg(3), numberArg(4)
	jobs, sums = make(chan int64, capacity), make(chan int64)
	start := time.Now()
	var result int64
	if producers > 0 {
		result = throughChannel()
	} else {
		result = pingPong()
	}
	fmt.Println(int64(time.Since(start))/items, result)
}
